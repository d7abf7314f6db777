package org.gatehouse.lab.command;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.text.Printable;

/**
 * The options of {@code ktpass}: {@code -princ}, {@code /princ} and {@code --princ} are the same, in any letter case;
 * {@code +rndpass} and {@code +setupn} switch something on, {@code -setupn} off. And two of the lab's own: {@code --list}
 * and {@code --install}.
 */
final class KeytabOptions {
    /** From the standard input. */
    static final String TYPED = "*";

    private static final Set<String> WITH_VALUE =
            Set.of("princ", "mapuser", "out", "in", "list", "crypto", "pass", "kvno", "mapop", "ptype");
    private static final Set<String> SWITCHES = Set.of("rndpass", "setupn", "install");

    /** Those that say something about a file which {@code --install} writes as the accounts are. */
    private static final List<String> NOT_WITH_INSTALL = List.of("out", "in", "crypto", "kvno");

    private final Map<String, String> values = new HashMap<>();

    private KeytabOptions() {}

    static KeytabOptions parse(List<String> arguments) throws CommandException {
        KeytabOptions options = new KeytabOptions();
        CommandArguments given = new CommandArguments(arguments);
        while (given.hasNext()) {
            options.take(given.next(), given);
        }
        options.check();
        return options;
    }

    private void take(String option, CommandArguments given) throws CommandException {
        if (!option.matches("(--|[-/+])[^-/+].*")) {
            throw CommandException.wrongUsage("'" + Printable.of(option) + "' is no option.");
        }
        String name = option.substring(option.startsWith("--") ? 2 : 1).toLowerCase(Locale.ROOT);
        String value;
        if (WITH_VALUE.contains(name) && !option.startsWith("+")) {
            value = given.valueOf(option);
        } else if (SWITCHES.contains(name)) {
            require(
                    name.equals("install") || option.matches("[-+][^-].*"),
                    "it is +" + name + " or -" + name + ", not " + Printable.of(option) + ".");
            value = isOn(option, name) ? "on" : "off";
        } else {
            throw CommandArguments.unknownOption(option);
        }
        if (values.put(name, value) != null) {
            throw CommandException.wrongUsage(option + " is given twice.");
        }
    }

    /** What is on by itself is switched off by a hyphen; {@code --install} has two of them. */
    private static boolean isOn(String option, String name) {
        return name.equals("install") || option.startsWith("+");
    }

    private void check() throws CommandException {
        if (values.isEmpty()) {
            throw CommandException.wrongUsage("whose keys? -princ PRINCIPAL -mapuser ACCOUNT -out FILE");
        }
        if (has("list")) {
            require(values.size() == 1, "-list goes alone.");
            return;
        }
        if (install()) {
            for (String other : NOT_WITH_INSTALL) {
                require(
                        !has(other),
                        "--install writes the keys as the accounts have them: it goes without -" + other + ".");
            }
        }
        require(has("princ") || values.keySet().equals(Set.of("install")), "-princ is missing.");
        require(has("out") || install(), "-out is missing: where do the keys go? --install gives them to the portal.");
        require(!has("pass") || !isOn("rndpass"), "-pass and +rndpass exclude each other.");
        require(value("mapop").filter(it -> !it.matches("(?i)add|set")).isEmpty(), "-mapop is add or set.");
        require(
                value("ptype")
                        .filter(it -> !it.matches("(?i)KRB5_NT_(PRINCIPAL|SRV_INST|SRV_HST)"))
                        .isEmpty(),
                "-ptype is KRB5_NT_PRINCIPAL, KRB5_NT_SRV_INST or KRB5_NT_SRV_HST.");
        keyVersionNumber();
        types();
    }

    boolean install() {
        return isOn("install");
    }

    Optional<String> principal() {
        return value("princ");
    }

    Optional<String> account() {
        return value("mapuser");
    }

    Optional<Path> list() throws CommandException {
        return path("list");
    }

    Optional<Path> out() throws CommandException {
        return path("out");
    }

    Optional<Path> in() throws CommandException {
        return path("in");
    }

    boolean randomPassword() {
        return isOn("rndpass");
    }

    /** {@link #TYPED}, or the password itself. */
    Optional<String> password() {
        return value("pass");
    }

    boolean replacesNames() {
        return value("mapop").filter("set"::equalsIgnoreCase).isPresent();
    }

    boolean setsUserPrincipalName() {
        return value("setupn").filter("off"::equals).isEmpty();
    }

    Optional<Integer> types() throws CommandException {
        return has("crypto")
                ? Optional.of(EncryptionTypes.ofKtpass(value("crypto").orElseThrow()))
                : Optional.empty();
    }

    Optional<Integer> keyVersionNumber() throws CommandException {
        Optional<String> text = value("kvno");
        require(text.filter(it -> !it.matches("\\d{1,9}")).isEmpty(), "-kvno is a number from 0 to 999999999.");
        return text.map(Integer::parseInt);
    }

    private boolean has(String name) {
        return values.containsKey(name);
    }

    private boolean isOn(String name) {
        return value(name).filter("on"::equals).isPresent();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The lab's working directory is not that of the person who types. */
    private Optional<Path> path(String name) throws CommandException {
        Optional<String> text = value(name);
        try {
            Optional<Path> path = text.map(Path::of);
            require(path.filter(it -> !it.isAbsolute()).isEmpty(), "-" + name + " needs an absolute file name here.");
            return path;
        } catch (InvalidPathException e) {
            throw CommandException.wrongUsage("'" + Printable.of(text.orElse("")) + "' is no file name.");
        }
    }

    private static void require(boolean condition, String problem) throws CommandException {
        if (!condition) {
            throw CommandException.wrongUsage(problem);
        }
    }
}
