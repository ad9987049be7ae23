# Completion of actormesh for fish. To load it: actormesh completion fish | source
function __actormesh_answers
    set -l line (commandline -cp)
    actormesh "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c actormesh -a "(__actormesh_answers)"
