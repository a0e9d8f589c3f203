using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Validation;

/// <summary>What validation found. Immutable.</summary>
/// <param name="Warnings">What RBS 4.0 does not allow any more, in the gem's order.</param>
/// <param name="Errors">The errors, in the gem's order.</param>
public sealed record ValidationResult(ImmutableArray<DefinitionError> Warnings, ImmutableArray<DefinitionError> Errors)
{
    /// <summary>The entry (a class, an interface …) that the first error is about; null without any, and where the
    /// environment itself could not be made.</summary>
    public object? FirstFailed { get; init; }

    /// <summary>There is no error.</summary>
    public bool IsValid => Errors.IsEmpty;

    /// <summary>Both as the gem prints them: warnings as they come, the errors at the end.</summary>
    public IEnumerable<DefinitionError> All => Warnings.Concat(Errors);
}

/// <summary>
/// Checks everything that an environment declares, as <c>rbs validate</c> does, by the rules of the environment's
/// version: every error, in the gem's order, with its words. An environment without errors costs one look at each name
/// in it.
/// </summary>
public sealed partial class Validator
{
    private readonly DefinitionBuilder _builder;
    private readonly FactTable _facts;
    private readonly TypeAliasGraph _aliases;

    // 3.3 began to warn of what 4.0 made syntax errors.
    private readonly bool _warns;

    // With default arguments, in 3.6, came checks of the arguments themselves.
    private readonly bool _checksArgs;

    /// <summary>A validator of an environment.</summary>
    public Validator(RbsEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _builder = new(environment);
        _facts = _builder.Facts;
        _aliases = new(_builder);
        _warns = environment.Version >= new RbsVersion(3, 3) && environment.Version < new RbsVersion(4, 0);
        _checksArgs = environment.Version >= new RbsVersion(3, 6);
    }

    /// <summary>Checks all.</summary>
    /// <param name="failFast">Stop at the first error.</param>
    /// <param name="threads">How many threads may work; 0: one for each core.</param>
    public ValidationResult Validate(bool failFast = false, int threads = 0)
    {
        RbsEnvironment environment = _facts.Environment;
        Findings all = new();
        all.Errors.AddRange(environment.Diagnostics.Select(DefinitionError.Of));
        // What could not be read is missed elsewhere: nothing worth telling.
        bool isUnreadable = environment.Diagnostics.Any(
            finding => finding.Code is not (EnvironmentCodes.Duplicate or EnvironmentCodes.TypeParamMismatch
                or EnvironmentCodes.EmptyWildcard));
        if (isUnreadable || (failFast && all.Errors.Count > 0))
            return new([], failFast ? [all.Errors[0]] : [.. all.Errors]);
        IEnumerable<Findings> found = InChunks(environment.Classes, CheckModule, failFast, threads)
            .Concat(InChunks(environment.ClassAliases, CheckClassAlias, failFast, threads: 1))
            .Concat(InChunks(environment.Interfaces, CheckInterface, failFast, threads: 1))
            .Concat(InChunks(environment.Constants, CheckConstant, failFast, threads: 1))
            .Concat(InChunks(environment.Globals, CheckGlobal, failFast, threads: 1))
            .Concat(InChunks(environment.TypeAliases, CheckTypeAlias, failFast, threads: 1));
        foreach (Findings some in found)
        {
            all.Warnings.AddRange(some.Warnings);
            all.Errors.AddRange(failFast ? some.Errors.Take(1) : some.Errors);
            all.FirstFailed ??= some.FirstFailed;
            if (failFast && all.Errors.Count > 0)
                break;
        }
        return new([.. all.Warnings], [.. all.Errors]) { FirstFailed = all.FirstFailed };
    }

    // One after the other where the first error ends it all, so that nothing behind it is told.
    private static IEnumerable<Findings> InChunks<T>(
        IReadOnlyList<T> items, Action<T, Findings> check, bool failFast, int threads)
    {
        if (failFast || threads == 1 || items.Count < ChunkItems)
        {
            foreach (T item in items)
            {
                Findings found = new();
                Check(item, check, found);
                yield return found;
            }
            yield break;
        }
        var chunks = new Findings[(items.Count + ChunkItems - 1) / ChunkItems];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(0, chunks.Length, options, chunk =>
        {
            Findings found = chunks[chunk] = new();
            int end = Math.Min(items.Count, (chunk + 1) * ChunkItems);
            for (int at = chunk * ChunkItems; at < end; at++)
                Check(items[at], check, found);
        });
        foreach (Findings found in chunks)
            yield return found;
    }

    private static void Check<T>(T item, Action<T, Findings> check, Findings found)
    {
        check(item, found);
        if (found.FirstFailed is null && found.Errors.Count > 0)
            found.FirstFailed = item;
    }

    // Items that one thread takes at a time: enough that handing them out costs nothing.
    private const int ChunkItems = 32;

    // The first thing wrong with a type: a name that there is not, or a wrong number of arguments.
    private void CheckType(RbsType type, in Source source)
    {
        if (type is SingletonType singleton)
        {
            _facts.CheckPresence(type, source.Context, source.Buffer);
            if (!singleton.Args.IsEmpty)
                CheckApplication(singleton, _facts.Resolution.Resolve(singleton.Name, source.Context), source);
        }
        else if (type is NamedType named)
        {
            TypeName name = _facts.Resolution.Resolve(named.Name, source.Context);
            Place place = new(source.Buffer, named.Span);
            _facts.CheckName(name, place);
            CheckApplication(named, name.IsAbsolute ? name : name.ToAbsolute(), source);
        }
        Source parts = source;
        TypeWalk.Any(type, part =>
        {
            CheckType(part, parts);
            return false;
        });
    }

    private void CheckApplication(NamedType type, TypeName name, in Source source)
    {
        if (_facts.TryNormalize(name) is not { } normalized || _facts.TypeParamsOf(normalized) is not { } parameters)
            return;
        int required = parameters.Count(parameter => parameter.Default is null);
        if (type.Args.Length >= required && type.Args.Length <= parameters.Length)
            return;
        ImmutableArray<RbsType> args = _facts.Absolute(type.Args, source.Context);
        foreach (Substitution given in source.Given)
            args = given.Apply(args);
        throw Errors.InvalidTypeApplication(name, args, parameters, new(source.Buffer, type.Span), _facts.Version);
    }

    // Bounds that name each other.
    private void CheckBounds(ImmutableArray<TypeParam> parameters, Place place)
    {
        if (!parameters.Any(parameter => parameter.UpperBound is not null))
            return;
        List<Name> names = [.. parameters.Select(parameter => parameter.Name)];
        if (Components.Of(names, name => VariablesInBound(parameters, name)).Any(component => component.Count > 1))
            throw Errors.CyclicBound(place);
    }

    private List<Name> VariablesInBound(ImmutableArray<TypeParam> parameters, Name name)
    {
        List<Name> found = [];
        RbsType? bound = parameters.FirstOrDefault(parameter => ReferenceEquals(parameter.Name, name))?.UpperBound;
        // Since 3.6 only a bound that is a class or an interface counts.
        if (bound is not null && (!_checksArgs || bound is ClassInstanceType or SingletonType or InterfaceType))
            TypeWalk.AddFreeVariables(bound, found);
        return found;
    }

    private void CheckMethodBounds(MethodDefinition method, SourceBuffer buffer)
    {
        foreach (Overload overload in method.Overloads)
        {
            MethodType type = overload.MethodType;
            if (!type.TypeParams.IsEmpty)
                CheckBounds(type.TypeParams, new(buffer, type.TypeParamsSpan));
        }
    }

    private void CheckParams(ImmutableArray<TypeParam> parameters, in Source source, Findings found)
    {
        foreach (TypeParam parameter in parameters)
        {
            WarnOfBound(parameter.UpperBound, source, found);
            if (!_checksArgs)
                continue;
            foreach (RbsType? type in (RbsType?[])[parameter.UpperBound, parameter.LowerBound, parameter.Default])
            {
                if (type is not null)
                    CheckType(type, source);
            }
        }
        CheckDefaults(parameters, source);
    }

    // The default of a parameter must not name one that has a default too.
    private static void CheckDefaults(ImmutableArray<TypeParam> parameters, in Source source)
    {
        foreach (TypeParam parameter in parameters)
        {
            if (parameter.Default is not { } standard)
                continue;
            List<Name> used = [];
            TypeWalk.AddFreeVariables(standard, used);
            if (parameters.Any(other => other.Default is not null && used.Contains(other.Name)))
                throw Errors.DefaultReference(parameter, new(source.Buffer, standard.Span));
        }
    }

    /// <summary>Where a type stands.</summary>
    /// <param name="Context">What its names are resolved in.</param>
    /// <param name="Buffer">Its source.</param>
    private readonly record struct Source(Context Context, SourceBuffer Buffer)
    {
        /// <summary>What type parameters stand for, where a message shows the type.</summary>
        public IEnumerable<Substitution> Given { get; init; } = [];
    }
}
