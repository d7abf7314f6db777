package org.gatehouse.settings;

import java.io.IOException;

/** There is no file at a path. */
public final class MissingFileException extends IOException {
    private static final long serialVersionUID = 1;

    public MissingFileException(IOException cause) {
        super("there is no such file", cause);
    }
}
