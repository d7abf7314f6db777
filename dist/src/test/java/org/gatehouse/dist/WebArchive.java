package org.gatehouse.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small web application: a page that says who asks, and what a test adds. */
public final class WebArchive {
    private final Map<String, String> files = new LinkedHashMap<>();

    public WebArchive() {
        files.put("index.jsp", "user: ${pageContext.request.userPrincipal.name}\n");
    }

    /**
     * Puts the valve before it.
     *
     * @param attributes of the {@code <Valve>}, beside its class name
     */
    public WebArchive valve(String attributes) {
        return file("META-INF/context.xml", """
                <Context>
                  <Valve className="org.gatehouse.valve.SsoAuthenticator" %s/>
                </Context>
                """.formatted(attributes));
    }

    public WebArchive file(String path, String content) {
        files.put(path, content);
        return this;
    }

    public void write(Path war) throws IOException {
        try (OutputStream out = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }
}
