# shellcheck shell=bash
# What an administrator does to the running lab, and what its users notice of it.

PORTAL_SPN=HTTP/portal.lab.localhost

test_commands() {
  test_setspn
  test_keytab
  test_passwd
  test_user
  test_clock
  test_policy
  test_fault
  test_conditions
  test_realms_and_tls
  test_reset
  test_control
}

# command_line SCRIPT ARGUMENT...: one of the scripts
command_line() {
  run "$LAB_SCRIPTS/$1.sh" "${@:2}"
}

# typed INPUT SCRIPT ARGUMENT...
typed() {
  "$LAB_SCRIPTS/$2.sh" "${@:3}" <<<"$1"
}

# signs_on USER CODE [CURL.SH-ARGUMENT...]: how the portal answers somebody who has no tickets yet
signs_on() {
  "$LAB_SCRIPTS/klist.sh" purge >/dev/null
  mark_log
  run "$LAB_SCRIPTS/curl.sh" "$1" "${@:3}" -o /dev/null -w '%{http_code}'
  output_has "$2"
}

mark_log() {
  LOG_MARK=$(wc -l <"$GATEHOUSE_LAB_HOME/lab.log")
}

# log_has TEXT: since the mark
log_has() {
  tail -n "+$((LOG_MARK + 1))" -- "$GATEHOUSE_LAB_HOME/lab.log" | grep -qF -e "$1"
}

# pasted_line_shows TEXT: the ldapsearch line of the last output, in a shell of its own
pasted_line_shows() {
  local line
  line=$(sed -n 's/^  see   //p' "$WORK/output")
  [[ $line == ldapsearch* ]] && bash -c "$line" 2>"$WORK/errors" | grep -qE -e "^$1\$"
}

test_setspn() {
  command_line setspn -L 'LAB\svc-portal'
  check 'setspn.sh -L lists the SPNs of an account' output_has "  $PORTAL_SPN"
  command_line setspn -Q 'http/*'
  check 'setspn.sh -Q understands wildcards, in all domains' output_has 'DC=partner,DC=localhost)'
  command_line setspn -Q HTTP/nowhere.lab.localhost
  check 'setspn.sh -Q has status 1 if nobody owns the SPN' status_is 1
  command_line setspn -Q HTTP/files.lab.localhost
  check 'setspn.sh -Q says that HOST covers HTTP' output_has 'HOST/files.lab.localhost covers it'
  command_line setspn -X
  check 'setspn.sh -X finds the duplicate of the sample domain' output_has 'HTTP/duplicate.lab.localhost has 2 owners:'
  command_line setspn -S "$PORTAL_SPN" mallory
  check 'setspn.sh -S has status 1 if somebody else owns the SPN' status_is 1
  check 'setspn.sh -S then says who' only_complains "setspn\.sh: $PORTAL_SPN is on svc-portal \(CN=svc-portal,.*"
  command_line setspn -S http://portal.lab.localhost/ mallory
  check 'setspn.sh refuses an address with status 2' status_is 2
  command_line setspn -S HTTP/reports.lab.localhost svc-portal
  check 'setspn.sh -S adds an SPN' status_is 0
  check 'the ldapsearch line of setspn.sh shows it' pasted_line_shows 'servicePrincipalName: HTTP/reports\.lab\.localhost'
  test_duplicate
}

test_duplicate() {
  check 'alice signs on' signs_on alice 200
  command_line setspn -A "$PORTAL_SPN" mallory
  check 'setspn.sh -A says that it has made a duplicate' output_has 'it is a duplicate: 2 accounts have it'
  check 'the ldapsearch line shows both owners' pasted_line_shows 'sAMAccountName: mallory'
  check 'alice does not sign on with a duplicate SPN' signs_on alice 401
  check 'the KDC says why' log_has 'KDC_ERR_PRINCIPAL_NOT_UNIQUE (8)'
  command_line setspn -D "$PORTAL_SPN" 'LAB\mallory'
  check 'setspn.sh -D says who is the only owner' output_has 'its only owner is svc-portal'
  check 'alice signs on again' signs_on alice 200
  command_line setspn -D HOST/files.lab.localhost FILES
  command_line setspn -R FILES
  check 'setspn.sh -R gives a computer its default SPNs again' output_has 'HOST/files.lab.localhost is on FILES$ again.'
}

test_keytab() {
  local file=$WORK/portal.keytab
  run in_directory "$WORK" "$LAB_SCRIPTS/keytab.sh" -princ "$PORTAL_SPN" -setupn -out portal.keytab
  check 'keytab.sh writes to a file beside the caller' status_is 0
  check 'the keytab is for its owner alone' mode_is 600 "$file"
  run klist -k -e "$file"
  check 'MIT reads the keytab' output_has "$PORTAL_SPN@LAB.LOCALHOST (aes256-cts-hmac-sha1-96)"
  run typed 'S3rvice!' keytab /princ "$PORTAL_SPN" /mapuser svc-portal /pass '*' /in "$file" /out "$file"
  check 'keytab.sh sets a password that it reads' output_has 'svc-portal has a new password: kvno 2.'
  check 'the ldapsearch line of keytab.sh shows it' pasted_line_shows 'msDS-KeyVersionNumber: 2'
  command_line keytab -list "$file"
  check 'keytab.sh -list shows old and new keys' output_has ': 4 keys'
  check 'alice does not sign on while the portal has the old key' signs_on alice 401
  check 'the portal says why' log_has 'GH-K013 KRB_AP_ERR_BADKEYVER (44)'
  command_line keytab --install
  check 'keytab.sh --install gives the portal the new key' status_is 0
  check 'alice signs on with it' signs_on alice 200
  run kinit_by_keytab "$file"
  check 'MIT logs on with the keytab, by the name that ktpass gives' status_is 0
  echo precious >"$WORK/letter"
  command_line keytab -princ "$PORTAL_SPN" -out "$WORK/letter"
  check 'keytab.sh does not replace what is no keytab' all_hold precious "$WORK/letter"
}

kinit_by_keytab() {
  KRB5_CONFIG="$GATEHOUSE_LAB_HOME/krb5.conf" KRB5CCNAME="FILE:$WORK/ccache" kinit -k -t "$1" "$PORTAL_SPN"
}

test_passwd() {
  run typed 'Builder2!' passwd bob
  check 'passwd.sh sets a password' output_has 'bob has a new password: kvno 2.'
  check 'the ldapsearch line of passwd.sh shows it' pasted_line_shows 'msDS-KeyVersionNumber: 2'
  command_line kinit bob
  check 'kinit.sh says that it took the sample password' complains 'that was with the sample password'
  run typed 'Builder2!' kinit --ask bob
  check 'kinit.sh --ask takes the new one' status_is 0
  command_line passwd --random svc-portal
  check 'passwd.sh says that keytabs are stale' output_has 'keytabs made before are stale'
  check 'alice does not sign on with a stale keytab' signs_on alice 401
  check 'the portal names the key versions' log_has 'is encrypted with kvno 3'
  command_line keytab --install
  check 'alice signs on after keytab.sh --install' signs_on alice 200
  run typed '' passwd bob
  check 'passwd.sh refuses an empty password' status_is 2
}

test_user() {
  command_line user bob
  check 'user.sh shows the state of an account' output_has 'logon      allowed'
  command_line user bob --disable
  check 'the ldapsearch line of user.sh shows that the account is disabled' pasted_line_shows 'userAccountControl: 514'
  run typed 'Builder2!' kinit --ask bob
  check 'kinit.sh fails for an account disabled by user.sh' complains 'credentials have been revoked'
  command_line user bob --enable --lock
  run typed 'Builder2!' kinit --ask bob
  check 'kinit.sh fails for an account locked by user.sh' complains 'credentials have been revoked'
  command_line user bob --unlock --expire -1h
  run typed 'Builder2!' kinit --ask bob
  check 'kinit.sh fails for an account that has expired' complains 'credentials have been revoked'
  command_line user bob --never-expire
  run typed 'Builder2!' kinit --ask bob
  check 'kinit.sh succeeds again' status_is 0
  run typed 'Croquet1!' user --add dinah --group Staff
  check 'user.sh --add makes a user' output_has 'is a new user of LAB.LOCALHOST.'
  run typed 'Croquet1!' kinit --ask dinah
  check 'the new user logs on' status_is 0
  command_line user --delete dinah
  run typed 'Croquet1!' kinit --ask dinah
  check 'a deleted user is unknown' complains 'not found in Kerberos database'
  command_line user nobody-of-that-name
  check 'user.sh says where it has looked' only_complains 'user\.sh: there is no account .* in LAB\.LOCALHOST or PARTNER\.LOCALHOST\.'
}

test_clock() {
  command_line clock portal +7m
  check 'clock.sh says what comes of it' output_has 'GH-K031 KRB_AP_ERR_SKEW (37)'
  check 'alice does not sign on to a portal that is 7 minutes fast' signs_on alice 401
  check 'the portal says by how much' log_has 'is 7 min behind this server'
  command_line clock portal +4m
  check 'alice signs on to one that is 4 minutes fast' signs_on alice 200
  command_line clock reset
  command_line clock workstation -2h
  command_line status
  check 'status.sh shows clocks that are not right' output_has 'clock      workstation -2h'
  check 'alice signs on by the KDC'"'"'s clock from a workstation that is slow' signs_on alice 200
  check 'curl.sh says that its clock is slow' complains "the workstation's clock is 7200 s slow"
  command_line browser --headless alice
  check 'alice signs on in a browser, which goes by the true time' output_has 'alice@LAB.LOCALHOST'
  check 'browser.sh says so' complains 'the browser goes by the true time'
  command_line clock reset
  check 'clock.sh reset puts all clocks right' output_lacks '-2h'
}

test_policy() {
  command_line policy --ticket-life 1h
  check 'policy.sh shows what it has set' output_has '--ticket-life         1h'
  command_line kinit alice
  check 'a ticket lives no longer than the policy allows' lives_an_hour
  command_line policy --lockout 7
  check 'the ldapsearch line of policy.sh shows the lock-out' pasted_line_shows 'lockoutThreshold: 7'
  command_line policy --ticket-life 10h
}

lives_an_hour() {
  local begin end
  read -r _ begin _ end _ < <(grep krbtgt "$WORK/output")
  [[ $(date -ud "1970-01-01 $begin" +%-M:%-S) == $(date -ud "1970-01-01 $end" +%-M:%-S) && $begin != "$end" ]]
}

test_fault() {
  command_line fault
  check 'fault.sh lists the faults' output_has 'stale-keytab'
  check_fault KDC_ERR_S_PRINCIPAL_UNKNOWN missing-spn
  check_fault KDC_ERR_PRINCIPAL_NOT_UNIQUE duplicate-spn not-unique
  check_fault KDC_ERR_S_PRINCIPAL_UNKNOWN duplicate-spn unknown
  check_fault GH-K012 duplicate-spn other-key
  check_fault GH-K012 spn-on-wrong-account
  check_fault KDC_ERR_S_PRINCIPAL_UNKNOWN spn-with-port
  check_fault KDC_ERR_S_PRINCIPAL_UNKNOWN spn-short-name-only
  check_fault GH-K013 stale-keytab
  check_fault GH-P002 pac-tampered
  check_fault GH-P003 pac-crc32
  check_fault GH-P003 pac-md5
  check_fault GH-P003 pac-rc4
  check_fault GH-P004 pac-no-server-signature
  check_fault GH-P004 pac-no-kdc-signature
  check_fault GH-P005 pac-other-client
  check_fault GH-P006 pac-contradictory
  command_line fault pac-deny-only
  check 'a user whose groups are for denials only is not let into /finance' signs_on alice 403 /finance
  command_line fault pac-thousand-groups
  check 'a user in a thousand groups is let into /finance' signs_on alice 200 /finance
  command_line fault none
  check 'alice signs on after fault.sh none' signs_on alice 200
}

# check_fault LOG-TEXT FAULT...
check_fault() {
  command_line fault "${@:2}"
  check "fault.sh ${*:2} succeeds" status_is 0
  check "alice does not sign on with ${*:2}" signs_on alice 401
  check "the log shows $1" log_has "$1"
}

test_conditions() {
  command_line conditions
  check 'conditions.sh shows the file' output_has '  <conditions>'
  check 'conditions.sh shows that everyone is asked' output_has 'The client is asked to sign in.'
  command_line conditions deny-my-address
  check 'conditions.sh deny-my-address says what it has changed' output_has 'clients at 127.0.0.0/8 are not asked'
  check 'alice is not asked at a denied address' signs_on alice 403
  check 'the log names the rule' log_has 'client address: 127.0.0.1 is denied by 127.0.0.0/8'
  command_line status
  check 'status.sh shows the rules' output_has 'rule       clients at 127.0.0.0/8 are not asked'
  check 'status.sh finds that the portal answers' status_is 0
  command_line conditions dry-run
  check 'in a dry run, alice signs in at a denied address' signs_on alice 200
  command_line conditions reset
  check 'conditions.sh reset removes the rules' output_has 'everyone is asked'
  check 'alice signs in after it' signs_on alice 200
  test_rules
  test_conditions_by_hand
}

test_rules() {
  command_line conditions deny-url '/who*'
  check 'alice is not asked at a denied URL' signs_on alice 403 /whoami
  check 'alice is asked at another one' signs_on alice 200
  command_line conditions deny-browser Sample
  check 'alice is not asked in a denied browser' signs_on alice 403 / -A 'a sample browser'
  command_line conditions opt-out
  check 'alice is not asked with the opt-out cookie' signs_on alice 403 / -b GatehouseNoSso=1
  command_line conditions explain --cookie GatehouseNoSso=1
  check 'conditions.sh explain names the cookie' output_has 'the cookie GatehouseNoSso=1 is there'
  command_line conditions explain --url /whoami
  check 'conditions.sh explain names the URL' output_has '/who*'
  command_line conditions explain --address 10.1.2.3 --host files.lab.localhost --user-agent Firefox
  check 'conditions.sh explain says who is asked' output_has 'The client is asked to sign in.'
  command_line conditions deny-host files.lab.localhost
  check 'alice is not asked under a denied name of the server' \
    signs_on alice 403 "http://files.lab.localhost:$(sed -n 's/^port=//p' "$GATEHOUSE_LAB_HOME/lab.properties")/"
  command_line conditions deny-url api
  check 'conditions.sh refuses a URL without a slash with status 2' status_is 2
  command_line conditions explain --nonsense
  check 'conditions.sh explain refuses an unknown option with status 2' status_is 2
}

test_conditions_by_hand() {
  echo '<conditions><addresses><deny>10.0.0.300</deny></addresses></conditions>' >"$GATEHOUSE_LAB_HOME/sso-conditions.xml"
  command_line conditions
  check 'conditions.sh shows a mistake in the file with its line' output_has 'sso-conditions.xml:1:'
  check 'its status is 1 then' status_is 1
  command_line conditions deny-my-address
  check 'conditions.sh does not overwrite a file that was changed by hand' complains 'was changed by hand'
  command_line conditions reset
  check 'conditions.sh reset does' status_is 0
  check 'alice signs in after a mistake' signs_on alice 200
}

test_realms_and_tls() {
  check 'carol of the other realm signs on' signs_on carol@partner.localhost 200
  command_line kinit carol
  check 'kinit.sh finds the realm of the only carol' output_has 'Default principal: carol@PARTNER.LOCALHOST'
  check 'curl.sh signs alice on over HTTPS' signs_on alice 200 "https://portal.lab.localhost:$HTTPS_PORT/"
}

test_reset() {
  command_line setspn -D "$PORTAL_SPN" svc-portal
  command_line clock lab +1h
  command_line conditions deny-my-address
  command_line reset
  check 'reset.sh says that the lab is as it was' output_has 'The lab is as it was after its start'
  check 'no ticket is left after reset.sh' no_tickets_left
  command_line setspn -L svc-portal
  check 'reset.sh gives accounts their SPNs again' output_has "$PORTAL_SPN"
  command_line clock
  check 'reset.sh puts the clocks right' output_lacks '+1h'
  command_line status
  check 'reset.sh removes the rules of conditions.sh' output_lacks 'rule '
  command_line kinit bob
  check 'reset.sh gives users their passwords again' status_is 0
  check 'alice signs on after reset.sh' signs_on alice 200
}

test_control() {
  local port
  port=$(sed -n 's/^control\.port=//p' "$GATEHOUSE_LAB_HOME/lab.properties")
  run curl -s -o /dev/null -w '%{http_code}' -d '' "http://127.0.0.1:$port/reset"
  check 'without its token, nobody commands the lab' output_has 401
  run curl -s -o /dev/null -w '%{http_code}' -d '' -H 'Host: evil.example' "http://127.0.0.1:$port/reset"
  check 'under another name, it does not even ask for the token' output_has 403
}
