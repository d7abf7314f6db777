package org.gatehouse.fallback;

import java.util.List;
import java.util.stream.Collectors;

/** A file of texts, or a template, that cannot be used, with what is wrong with it. */
public final class PageFileException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of the JDK
    private final List<PageMistake> mistakes;

    PageFileException(List<PageMistake> mistakes) {
        super(mistakes.stream().map(PageMistake::toString).collect(Collectors.joining("; ")), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    public List<PageMistake> mistakes() {
        return mistakes;
    }
}
