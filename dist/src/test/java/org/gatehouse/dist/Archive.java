package org.gatehouse.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The archive that this build has made. */
public final class Archive {
    private static final String NAME = System.getProperty("gatehouse.archive");

    private Archive() {}

    static Path zip() {
        return Path.of(NAME + ".zip");
    }

    static Path tarGz() {
        return Path.of(NAME + ".tar.gz");
    }

    /** The one directory at the top of it, with a slash. */
    static String top() {
        return Path.of(NAME).getFileName() + "/";
    }

    /** The files in it, by their names below the top directory. */
    static List<String> names() throws IOException {
        try (ZipFile zip = new ZipFile(zip().toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName().substring(top().length()))
                    .toList();
        }
    }

    /** The product, as it is in the archive. */
    public static Path extractValve(Path directory) throws IOException {
        Path jar = directory.resolve("gatehouse-valve.jar");
        try (ZipFile zip = new ZipFile(zip().toFile())) {
            ZipEntry entry = zip.getEntry(top() + "lib/gatehouse-valve.jar");
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, jar);
            }
        }
        return jar;
    }

    /** The texts in it, by their names below the top directory. */
    static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(zip().toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            for (ZipEntry entry :
                    entries.filter(file -> file.getName().endsWith(".md")).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    texts.put(entry.getName().substring(top().length()), text);
                }
            }
        }
        return texts;
    }
}
