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
    restored src/Millpond.Cli/Millpond.Cli.csproj "building $times …" \
      build -p:UseAppHost=false -o "$published/managed"
  fi
}

has_linker() { command -v clang gcc >/dev/null; }

native_tools_are_here() { has_linker && [[ -e /usr/include/zlib.h ]]; }

# publish_native PROJECT TEXT
publish_native() {
  local machine=x64
  [[ $(uname -m) != aarch64 ]] || machine=arm64
  restored "$1" "$2" publish -r "linux-$machine" -o "$published/native"
}

# restored PROJECT TEXT DOTNET-VERB ARGUMENTS…
restored() {
  with_progress "$2" "$log" restore_and_run "$home/$1" "${@:3}" && return
  show_failure "dotnet $3 $1" "$log"
  return 1
}

restore_and_run() {
  local project=$1 verb=$2 locked=()
  [[ ${CI:-} != true ]] || locked=(--locked-mode)
  # Restored apart, without a runtime: named on the command line it would be written into every lock file.
  dotnet_quietly restore "$project" "${locked[@]}" &&
    dotnet_quietly "$verb" "$project" --no-restore -c Release "${@:3}"
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
