package org.gatehouse.fallback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.text.Printable;

/** Takes a template apart, and holds every placeholder against the place in the HTML where it stands. */
final class TemplateParser {
    private static final int MAX_DEPTH = 8;

    private final String template;
    private final Mistakes mistakes = new Mistakes();
    private final TemplatePlace place = new TemplatePlace(mistakes);
    private final Deque<OpenSection> open = new ArrayDeque<>();
    private List<TemplatePart> parts = new ArrayList<>();
    private int line = 1;

    /** A section whose end has not come yet. */
    private static final class OpenSection {
        final int line;
        final Placeholder name;
        final String begins;
        final List<TemplatePart> around;
        Optional<List<TemplatePart>> with = Optional.empty();

        OpenSection(int line, Placeholder name, String begins, List<TemplatePart> around) {
            this.line = line;
            this.name = name;
            this.begins = begins;
            this.around = around;
        }
    }

    private TemplateParser(String template) {
        this.template = template;
    }

    static List<TemplatePart> parse(String template) throws PageFileException {
        TemplateParser parser = new TemplateParser(template);
        parser.parse();
        parser.mistakes.throwIfAny();
        return List.copyOf(parser.parts);
    }

    private void parse() {
        int at = 0;
        for (int mark = template.indexOf("${"); mark >= 0; mark = template.indexOf("${", at)) {
            if (mark > at && template.charAt(mark - 1) == '$') {
                literal(template.substring(at, mark - 1) + "${");
                at = mark + 2;
            } else {
                literal(template.substring(at, mark));
                at = marker(mark);
            }
        }
        literal(template.substring(at));
        open.forEach(section -> mistakes.add(section.line, "${if …} has no ${end}"));
        place.end(line);
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(new TemplatePart.Literal(text));
            line = place.literal(text, line);
        }
    }

    /** Reads what is between the braces, and returns where the text goes on. */
    private int marker(int mark) {
        int end = template.indexOf('}', mark);
        int nextLine = template.indexOf('\n', mark);
        if (end < 0 || (nextLine >= 0 && nextLine < end)) {
            mistakes.add(line, "\"${\" has no \"}\" in its line; write \"$${\" for the characters themselves");
            return mark + 2;
        }
        String inside = template.substring(mark + 2, end).strip();
        if (inside.equals("end")) {
            end();
        } else if (inside.equals("else")) {
            otherwise();
        } else if (inside.startsWith("if ")) {
            known(inside.substring(3).strip()).ifPresent(this::begin);
        } else {
            known(inside).ifPresent(this::value);
        }
        return end + 1;
    }

    private Optional<Placeholder> known(String name) {
        Optional<Placeholder> placeholder = Placeholder.named(name);
        if (placeholder.isEmpty()) {
            mistakes.add(
                    line,
                    Printable.quoted("${" + name + "}") + " is not a placeholder; there are "
                            + Stream.of(Placeholder.values())
                                    .map(Placeholder::toString)
                                    .collect(Collectors.joining(" "))
                            + ". Write \"$${\" for the characters themselves");
        }
        return placeholder;
    }

    private void value(Placeholder name) {
        place.placeholder(name, line);
        parts.add(new TemplatePart.Value(name));
    }

    private void begin(Placeholder name) {
        if (open.size() == MAX_DEPTH) {
            mistakes.add(line, "sections are nested more than " + MAX_DEPTH + " deep");
        }
        open.push(new OpenSection(line, name, place.toString(), parts));
        parts = new ArrayList<>();
    }

    private void otherwise() {
        OpenSection section = open.peek();
        if (section == null || section.with.isPresent()) {
            mistakes.add(line, "${else} is not inside a section, or is its second");
            return;
        }
        staysInPlace(section);
        section.with = Optional.of(List.copyOf(parts));
        parts = new ArrayList<>();
    }

    private void end() {
        OpenSection section = open.poll();
        if (section == null) {
            mistakes.add(line, "${end} has no ${if …}");
            return;
        }
        staysInPlace(section);
        List<TemplatePart> last = List.copyOf(parts);
        parts = section.around;
        parts.add(new TemplatePart.Section(
                section.name, section.with.orElse(last), section.with.isPresent() ? last : List.of()));
    }

    /** What follows must be in the same place of the HTML whether the section appears or not. */
    private void staysInPlace(OpenSection section) {
        if (!section.begins.equals(place.toString())) {
            mistakes.add(
                    line,
                    "the section of line " + section.line + " begins in " + section.begins + " and ends in " + place
                            + "; a section holds whole elements, whole attributes or text");
        }
    }
}
