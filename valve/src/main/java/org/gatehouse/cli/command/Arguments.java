package org.gatehouse.cli.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.text.Printable;

/** The words after a command, sorted into options ({@code --name value} or {@code --name=value}) and operands. */
public final class Arguments {
    /** The option that stands alone. */
    private static final String END_OF_OPTIONS = "--";

    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments() {}

    /**
     * Sorts {@code words}.
     *
     * @param valued options followed by a value
     * @param flags options without one
     */
    public static Arguments parse(List<String> words, Set<String> valued, Set<String> flags) throws UsageException {
        Arguments arguments = new Arguments();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals(END_OF_OPTIONS)) {
                rest.forEachRemaining(arguments.operands::add);
            } else if (word.startsWith("--")) {
                arguments.option(word, rest, valued, flags);
            } else {
                arguments.operands.add(word);
            }
        }
        return arguments;
    }

    private void option(String word, Iterator<String> rest, Set<String> valued, Set<String> flags)
            throws UsageException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (flags.contains(name) && equals < 0) {
            add(name, "");
        } else if (!valued.contains(name)) {
            throw new UsageException("there is no option " + Printable.of(name) + ".");
        } else if (equals < 0 && !rest.hasNext()) {
            throw new UsageException(name + " needs a value.");
        } else {
            String value = equals < 0 ? rest.next() : word.substring(equals + 1);
            if (value.isEmpty()) {
                throw new UsageException(name + " needs a value, and the one given is empty.");
            }
            add(name, value);
        }
    }

    private void add(String name, String value) {
        options.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    public boolean has(String flag) {
        return options.containsKey(flag);
    }

    /** For an option that may be given more than once. */
    public List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    public Optional<String> one(String option) throws UsageException {
        List<String> values = all(option);
        if (values.size() > 1) {
            throw new UsageException(option + " is given " + values.size() + " times; give it once.");
        }
        return values.stream().findFirst();
    }

    public String required(String option) throws UsageException {
        return one(option).orElseThrow(() -> new UsageException(option + " is missing."));
    }

    public List<String> operands() {
        return List.copyOf(operands);
    }

    /** For a command that takes options only. */
    public void requireNoOperands() throws UsageException {
        if (!operands.isEmpty()) {
            throw new UsageException(
                    "\"" + Printable.of(operands.get(0)) + "\" is not expected here: this command takes options only.");
        }
    }
}
