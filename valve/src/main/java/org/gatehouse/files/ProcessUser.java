package org.gatehouse.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.settings.FileOwner;

/** The user that this process runs as. */
public final class ProcessUser {
    /** Of proc(5): real, effective, saved and file system's. */
    private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d{1,10})\\s");

    private ProcessUser() {}

    /** With the number where Linux tells it. */
    public static FileOwner current() {
        OptionalLong uid = uid();
        return new FileOwner(
                uid,
                ProcessHandle.current().info().user().orElse(uid.isPresent() ? Long.toString(uid.getAsLong()) : ""));
    }

    private static OptionalLong uid() {
        try {
            Matcher uid = UID.matcher(
                    new String(Files.readAllBytes(Path.of("/proc/self/status")), StandardCharsets.ISO_8859_1));
            return uid.find() ? OptionalLong.of(Long.parseLong(uid.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
