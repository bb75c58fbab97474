# Completion of agendad(1) in bash, for bash-completion. Commands and options
# are what `agendad --help` says of itself; ids come from the definition.

# What `agendad COMMAND... --help` lists under a heading.
_agendad_listed() {
  local heading=$1
  shift
  command agendad "$@" --help 2>/dev/null |
    awk -v heading="$heading:" '
      /^[^ ]/ { on = $0 == heading; next }
      on && /^  [^ ]/ {
        count = split($1, names, ",")
        for (i = 1; i <= count; ++i) print names[i]
      }'
}

# The ids in the lists `sessions` or `items` of all programs.
_agendad_ids() {
  local directory=$1 list=$2
  awk -v list="$list:" '
    /^[^ #-]/ { on = index($0, list) == 1 }
    on && /^ *- *{? *id: */ {
      sub(/^ *- *{? *id: */, "")
      sub(/[ ,}#].*/, "")
      print
    }' "$directory"/programs/*.y*ml 2>/dev/null
}

_agendad_programs() {
  sed --quiet 's/^id: *\([^ #]*\).*/\1/p' "$1"/programs/*.y*ml 2>/dev/null
}

_agendad_feeds() {
  command agendad feeds --config "$1" 2>/dev/null |
    sed 's,^/feeds/\([^\t]*\)\.ics\t.*,\1,'
}

_agendad() {
  local cur prev words cword
  _init_completion -n : || return

  local directory=/etc/agendad word i place=0
  local -a commands=()
  for ((i = 1; i < cword; ++i)); do
    word=${words[i]}
    case $word in
      --config) directory=${words[++i]} ;;
      --yes | --undo | --precompressed | --json | --help | -h | --version) ;;
      -*) ((++i)) ;;
      *)
        if ((${#commands[@]} == 0)) || [[ ${commands[*]} == ledger ]]; then
          commands+=("$word")
        else
          ((++place))
        fi
        ;;
    esac
  done
  # bash leaves ~ to whoever uses the word.
  directory=${directory/#\~\//$HOME/}

  case $prev in
    --config | --all) _filedir -d; return ;;
    --against)
      _filedir -d
      return
      ;;
    --ca) _filedir; return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "text json" -- "$cur"); return ;;
    --program)
      mapfile -t COMPREPLY < <(compgen -W "$(_agendad_programs "$directory")" -- "$cur")
      return
      ;;
    --item)
      mapfile -t COMPREPLY < <(compgen -W "$(_agendad_ids "$directory" items)" -- "$cur")
      return
      ;;
    --type) mapfile -t COMPREPLY < <(compgen -W "extraordinary urgent" -- "$cur"); return ;;
    --week) mapfile -t COMPREPLY < <(compgen -W "1 2 3 4 5 last" -- "$cur"); return ;;
    --file)
      mapfile -t COMPREPLY < <(compgen -W "$(cd "$directory/facts" 2>/dev/null && ls)" -- "$cur")
      return
      ;;
    --yes | --undo | --precompressed | --json) ;;
    # Another option's value is the writer's own.
    --?*) return ;;
  esac

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_agendad_listed Options "${commands[@]}")" -- "$cur")
    return
  fi

  local ids=
  case "${commands[*]} $place" in
    " 0" | "ledger 0") ids=$(_agendad_listed Subcommands "${commands[@]}") ;;
    "render 0" | "ledger show 0") ids=$(_agendad_feeds "$directory") ;;
    "mark 0") ids=$(_agendad_ids "$directory" items) ;;
    "mark 2") ids="done met not-applicable moved: withdrawn" ;;
    "convene 0" | "postpone 0" | "hold 0" | "cancel 0" | "suggest 0")
      ids=$(_agendad_ids "$directory" sessions)
      ;;
    "new-year 0") ids=$(_agendad_programs "$directory") ;;
    "ledger backup 0" | "ledger restore "*) _filedir; return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$ids" -- "$cur")
}

complete -F _agendad agendad
