package org.gatehouse.settings;

import java.io.IOException;
import org.gatehouse.secret.SecretBytes;

/** Where the files come from that attributes name. */
@FunctionalInterface
public interface FileSource {
    /**
     * The content of a file of bounded size.
     *
     * @param path as the administrator wrote it
     * @throws IOException whose message says in words what is wrong with the file
     */
    SecretBytes read(String path) throws IOException;
}
