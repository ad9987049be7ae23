# Completion of actormesh for bash. To load it: source <(actormesh completion bash)
_actormesh() {
  local line="${COMP_LINE:0:COMP_POINT}" word="$2" answers
  answers="$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)" || answers=""
  # Options only for who has begun one: else files would never be offered.
  [[ "$word" == -* ]] || answers="$(grep -v '^-' <<<"$answers")"
  local IFS=$'\n'
  COMPREPLY=($(compgen -W "$answers" -- "$word"))
}
complete -o default -F _actormesh actormesh
