# Adds up what the test projects say in their xUnit reports. Sourced by ./test.

passed=0 failed=0 skipped=0
problems=() skips=()

# add_results PROJECT EXIT-CODE REPORT FILTER
add_results() {
  local project=$1 code=$2 report=$3 filter=$4 total
  # 0: all passed; 2: some failed; 8: none ran. Anything else, or no report, is a crash or a hang.
  if [[ ! -e $report || $code != [028] ]]; then
    problems+=("$project did not end as a test run ends: exit code $code")
    [[ -e $report ]] || return
  fi
  total=$(count total "$report")
  ((total)) || [[ -n $filter ]] || problems+=("$project ran no test")
  passed=$((passed + $(count passed "$report")))
  failed=$((failed + $(count failed "$report") + $(count errors "$report")))
  skipped=$((skipped + $(count skipped "$report")))
  mapfile -t -O "${#skips[@]}" skips < <(skipped_tests "$report")
}

# count ATTRIBUTE REPORT — the report is one line, its <assembly> holds the sums.
count() {
  local number
  number=$(sed -nE "s/.*<assembly [^>]* $1=\"([0-9]+)\".*/\1/p" "$2")
  printf '%s' "${number:-0}"
}

# "test name: reason" for each skipped test.
skipped_tests() {
  sed 's/<test /\n&/g' "$1" |
    sed -nE 's/^<test .* name="([^"]*)".* result="Skip".*<reason>(<!\[CDATA\[)?(.*)(\]\]>)?<\/reason>.*/\1: \3/p' |
    sed -e 's/\]\]>$//' -e 's/\\"/"/g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g'
}

# Prints what was skipped and what went wrong, then the sum; false unless every test that could run passed.
sum_up() {
  printf '\n'
  ((${#skips[@]} == 0)) || printf 'skipped: %s\n' "${skips[@]}"
  ((passed + failed + skipped)) || problems+=('no test ran')
  ((${#problems[@]} == 0)) || printf 'problem: %s\n' "${problems[@]}"
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  ((failed == 0 && ${#problems[@]} == 0))
}
