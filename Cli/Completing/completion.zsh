#compdef actormesh
# Completion of actormesh for zsh. To load it: source <(actormesh completion zsh)
_actormesh() {
  local line="${BUFFER[1,CURSOR]}" word="${words[CURRENT]}"
  local -a answers
  answers=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  # Options only for who has begun one: else files would never be offered.
  [[ "$word" == -* ]] || answers=("${(@)answers:#-*}")
  answers=("${(@)answers:#}")
  if (( ${#answers} )); then compadd -- "${answers[@]}"; else _files; fi
}
compdef _actormesh actormesh
