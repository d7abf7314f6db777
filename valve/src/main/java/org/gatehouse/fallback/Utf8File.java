package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The text of a file that an administrator wrote: UTF-8, with or without a byte order mark, with any ends of lines. */
final class Utf8File {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8File() {}

    /** The text, with {@code \n} at the end of each line. */
    static String of(byte[] file, int maxLength) throws PageFileException {
        if (file.length > maxLength) {
            throw new PageFileException(
                    List.of(new PageMistake(1, "the file is larger than " + maxLength / 1024 + " KiB")));
        }
        String text = new String(file, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), file)) {
            int line = lineAt(text, text.indexOf(REPLACEMENT));
            throw new PageFileException(List.of(new PageMistake(line, "this is not UTF-8; save the file as UTF-8")));
        }
        String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return withoutMark.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** The line that a character is in, from 1. */
    static int lineAt(String text, int index) {
        return 1
                + (int) text.substring(0, Math.max(0, index))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
