# shellcheck shell=bash
# Commands that the running lab carries out.

# lab_command NAME INPUT ARGUMENT...: prints what the command has to say; its status is the command's. INPUT is what it
# reads, such as a password.
lab_command() {
  local name=$1 answer
  mapfile -d '' -t answer < <(send_command "$@")
  if ((${#answer[@]} != 3)); then
    fail "$EXIT_FAILED" "the lab did not carry out $name${answer[0]:+: ${answer[0]%$'\n'}}. ./lab-scripts/logs.sh may say why."
  fi
  printf '%s' "${answer[1]}"
  printf '%s' "${answer[2]}" >&2
  return "${answer[0]}"
}

# send_command NAME INPUT ARGUMENT...: token, arguments and input go through pipes, so that no list of processes shows them
send_command() {
  local name=$1 input=$2
  shift 2
  {
    (($# == 0)) || printf '%s\0' "$@"
    printf '%s' "$input"
  } | curl --disable --silent --show-error --noproxy '*' --max-time 120 --data-binary @- \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "$(property control.token)") \
    "http://127.0.0.1:$(property control.port)/$name"
}

# run_lab_command NAME INPUT ARGUMENT...: for a script that does nothing else
run_lab_command() {
  need curl
  need_running_lab
  lab_command "$@"
}

# read_password USER: prints one line of the standard input; from a terminal it is asked for twice, and not shown
read_password() {
  local password='' again=''
  if [[ -t 0 ]]; then
    IFS= read -rsp "New password for $1: " password && echo >&2
    IFS= read -rsp 'Once more: ' again && echo >&2
    [[ $password == "$again" ]] || fail "$EXIT_USAGE" 'these were two different passwords.'
  else
    IFS= read -r password || true
  fi
  [[ -n $password ]] || fail "$EXIT_USAGE" 'the password is empty: it is read from the standard input.'
  printf '%s' "$password"
}

# absolute FILE: the lab's working directory is another one
absolute() {
  case $1 in
    '' | /*) printf '%s\n' "$1" ;;
    *) printf '%s/%s\n' "$PWD" "$1" ;;
  esac
}
