package org.gatehouse.valve;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** What a page writes, kept until it has ended: as bytes or as text, whichever it asks for. What is too much is left out. */
final class PageBody {
    /** In bytes or characters. More is no page that a person reads before they sign in. */
    static final int MAX_LENGTH = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private final Bytes stream = new Bytes();
    private final PrintWriter writer = new PrintWriter(new Text());
    private boolean tooLong;
    private boolean closed;

    ServletOutputStream stream() {
        return stream;
    }

    PrintWriter writer() {
        return writer;
    }

    /** All of it; text is encoded with {@code charset}. */
    byte[] content(Charset charset) {
        bytes.writeBytes(text.toString().getBytes(charset));
        text.setLength(0);
        return bytes.toByteArray();
    }

    boolean isTooLong() {
        return tooLong;
    }

    void clear() {
        bytes.reset();
        text.setLength(0);
        tooLong = false;
    }

    /** Ignores what is written from here on. */
    void close() {
        closed = true;
    }

    private boolean takes(int length) {
        tooLong |= !closed && length > MAX_LENGTH - bytes.size() - text.length();
        return !closed && !tooLong;
    }

    private final class Bytes extends ServletOutputStream {
        @Override
        public void write(int octet) {
            if (takes(1)) {
                bytes.write(octet);
            }
        }

        @Override
        public void write(byte[] array, int offset, int length) {
            if (takes(length)) {
                bytes.write(array, offset, length);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        /** Only of use to a page that answers asynchronously, which none may. */
        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("A page that is shown instead of a response is not asynchronous");
        }
    }

    private final class Text extends Writer {
        @Override
        public void write(char[] array, int offset, int length) {
            if (takes(length)) {
                text.append(array, offset, length);
            }
        }

        @Override
        public void flush() {
            // Nothing leaves before the page has ended.
        }

        @Override
        public void close() {
            // A page that was included or forwarded to may close it before the others have written.
        }
    }
}
