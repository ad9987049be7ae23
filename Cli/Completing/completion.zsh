#compdef actormesh
# Completion of actormesh for zsh. To load it: source <(actormesh completion zsh)
_actormesh() {
  local line="${BUFFER[1,CURSOR]}"
  local -a answers
  answers=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  [[ -n "${answers[*]}" ]] && compadd -- "${answers[@]}" || _files
}
compdef _actormesh actormesh
