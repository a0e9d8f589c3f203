# Shared by ./millpond, ./test and the commands in setup/: messages, packages, the .NET SDK. Sourced, with $home set.

say() { printf 'millpond: %s\n' "$*" >&2; }

# On a terminal: a line that shows the seconds and goes away at the end. Elsewhere: one line.
# with_progress TEXT LOG COMMAND…  — everything the command prints goes to the log.
with_progress() {
  local text=$1 log=$2 ticker='' status
  shift 2
  if [[ -t 2 ]]; then
    (
      trap 'exit 0' TERM
      for ((seconds = 0; ; seconds++)); do
        printf '\r\033[Kmillpond: %s %d s' "$text" "$seconds" >&2
        read -rt 1 <> <(:) || :
      done
    ) &
    ticker=$!
  else
    say "$text"
  fi
  "$@" </dev/null >>"$log" 2>&1 8>&- 9>&-
  status=$?
  if [[ -n $ticker ]]; then
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null
    printf '\r\033[K' >&2
  fi
  return "$status"
}

# show_failure WHAT LOG
show_failure() {
  say "$1 failed; the end of its log:"
  tail -n 20 "$2" | sed 's/^/  /' >&2
  say "the whole log: $2"
}

may_be_root() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

has_package() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# Names those that are not installed. A word a|b is there when either is; else the first that apt knows is wanted.
missing_packages() {
  local word name
  for word in "$@"; do
    for name in ${word//|/ }; do
      has_package "$name" && continue 2
    done
    for name in ${word//|/ }; do
      [[ $word != *'|'* ]] || apt-cache show "$name" >/dev/null 2>&1 || continue
      break
    done
    printf '%s\n' "$name"
  done
}

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600)
  local install=("${apt[@]}" install --no-install-recommends "$@")
  # The lists are fetched only when apt cannot do with those it has: none yet, or too old.
  as_root "${install[@]}" && return
  as_root "${apt[@]}" update
  as_root "${install[@]}"
}

# need_packages WHY LOG NAME…  — installs what is missing, or says what to install and returns 1.
need_packages() {
  local why=$1 log=$2 missing
  shift 2
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    say "$why needs what Debian calls ${missing[*]}: install that, then run this again"
    return 1
  fi
  if ! may_be_root; then
    say "$why needs packages: sudo apt-get install ${missing[*]}"
    return 1
  fi
  mkdir -p "${log%/*}"
  with_progress "installing ${missing[*]} …" "$log" apt_install "${missing[@]}" && return
  show_failure "apt-get install ${missing[*]}" "$log"
  return 1
}

# Puts the SDK on PATH and gives it a home that it can write to.
find_dotnet() {
  local folder
  if ! command -v dotnet >/dev/null; then
    for folder in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
      [[ -n $folder && -x $folder/dotnet ]] && PATH=$folder:$PATH && break
    done
  fi
  if ! (cd "$home" && dotnet --version) >/dev/null 2>&1; then
    say "the .NET 10 SDK is missing: install dotnet-sdk-10.0 (https://dot.net/download), then run this again"
    return 1
  fi
}

# dotnet_quietly ARGUMENTS…  — no greeting, no telemetry, no servers left behind, and a home even where $HOME is none.
dotnet_quietly() {
  local settings=(DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0)
  if [[ ! -w ${HOME:-} ]]; then
    mkdir -p "$home/artifacts/home"
    settings+=(HOME="$home/artifacts/home")
  fi
  env "${settings[@]}" dotnet "$@"
}
