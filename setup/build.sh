# Builds the command and the NumPy library into artifacts/millpond. Sourced by ./millpond, which sets $home and $built
# and defines must_build and changed_since_build.
. "$home/setup/common.sh"

python=$home/src/native/NumPy/python
published=$home/artifacts/publish
next=$home/artifacts/millpond.next
log=$home/artifacts/millpond.log

build_millpond() {
  mkdir -p "$home/artifacts" && exec 9>"$home/artifacts/millpond.lock" || return
  # Two launches at once: the second waits here, and then finds everything built.
  flock 9
  local status=0
  ! must_build || build_locked || status=$?
  exec 9>&-
  return "$status"
}

build_locked() {
  rm -rf "$next" && mkdir "$next" || return
  # Made before anything is read: what is saved during the build is newer than this.
  : >"$next/stamp"
  if [[ ! -e $built/stamp || -e $built/without-native || -n $(changed_since_build -path "$python") ]]; then
    : >"$log"
    publish || return
  fi
  assemble && replace_built
}

publish() {
  local times='what changed'
  [[ -e $built/stamp ]] || times='millpond (first time, about two minutes)'
  find_dotnet || return
  rm -rf "$published/native" "$published/managed"
  native_tools_are_here || need_packages 'building native code' "$log" clang zlib1g-dev
  if has_linker; then
    publish_native src/Millpond.Cli/Millpond.Cli.csproj "building $times …" &&
      publish_native src/native/NumPy/Millpond.NumPy.csproj 'building the NumPy library …'
  else
    say 'going on without native code: the command will start slowly, and the NumPy plugin is left out'
    run_dotnet build src/Millpond.Cli/Millpond.Cli.csproj "building $times …" \
      -p:UseAppHost=false -o "$published/managed"
  fi
}

has_linker() { command -v clang gcc >/dev/null; }

native_tools_are_here() { has_linker && [[ -e /usr/include/zlib.h ]]; }

# publish_native PROJECT TEXT
publish_native() {
  local machine=x64
  [[ $(uname -m) != aarch64 ]] || machine=arm64
  run_dotnet publish "$1" "$2" -r "linux-$machine" -o "$published/native"
}

# run_dotnet VERB PROJECT TEXT ARGUMENTS…
run_dotnet() {
  local locked=false
  [[ ${CI:-} != true ]] || locked=true
  with_progress "$3" "$log" \
    dotnet_quietly "$1" "$home/$2" -c Release -p:RestoreLockedMode="$locked" "${@:4}" && return
  show_failure "dotnet $1 $2" "$log"
  return 1
}

assemble() {
  if [[ -e $published/native ]]; then
    cp -p "$published/native/millpond" "$next/" &&
      cp -pR "$python" "$next/python" &&
      mv "$next/python/autoload" "$next/python-autoload" &&
      cp -p "$published/native/millpond_numpy.so" "$next/python/millpond/libmillpond_numpy.so"
  else
    cp -pR "$published/managed/." "$next/" && : >"$next/without-native"
  fi
}

# A running program keeps the files it has open: the folders change names, no file is written over.
replace_built() {
  rm -rf "$built.old"
  [[ ! -e $built ]] || mv -T "$built" "$built.old" || return
  mv -T "$next" "$built" && rm -rf "$built.old"
}
