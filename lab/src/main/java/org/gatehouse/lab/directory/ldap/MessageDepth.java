package org.gatehouse.lab.directory.ldap;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.gatehouse.lab.directory.rights.SearchLimits;

/**
 * Looks at the nesting of what a client sends before it is decoded: the LDAP API walks through filters recursively, and one
 * that is deep enough would take the thread's stack. Only tags and lengths are read ([X.690] 8.1.2, 8.1.3); whether they make
 * sense is for the decoder to say. What announces more than a message may have is refused here, too: nobody waits for it.
 */
public final class MessageDepth extends IoFilterAdapter {
    /** Far above what a client of the lab asks; without a limit an announced length alone would fill the memory. */
    public static final int MAX_MESSAGE_SIZE = 1 << 20;

    /** Deeper than any filter that {@link SearchLimits} lets pass. */
    private static final int MAX_DEPTH = 120;

    private static final String STATE = MessageDepth.class.getName();

    @Override
    public void messageReceived(NextFilter next, IoSession session, Object message) throws Exception {
        if (message instanceof IoBuffer bytes) {
            Nesting nesting = (Nesting) session.getAttribute(STATE);
            if (nesting == null) {
                nesting = new Nesting();
                session.setAttribute(STATE, nesting);
            }
            nesting.read(bytes.duplicate());
        }
        next.messageReceived(session, message);
    }

    /** Where in the elements of a connection the next byte is. A session's bytes come from one thread at a time. */
    private static final class Nesting {
        private static final int CONSTRUCTED = 0x20;
        private static final int LONG_FORM = 0x80;
        private static final int MAX_LENGTH_OCTETS = 4;

        private enum Expected {
            TAG,
            LENGTH,
            MORE_LENGTH
        }

        /** Where the elements end that have begun, the innermost first. */
        private final Deque<Long> ends = new ArrayDeque<>();

        private Expected expected = Expected.TAG;
        private boolean constructed;
        private int lengthOctets;
        private long length;

        /** How many bytes have been read, and how many to come belong to a value. */
        private long position;

        private long valueLeft;

        void read(IoBuffer bytes) throws ProtocolDecoderException {
            while (bytes.hasRemaining()) {
                if (valueLeft > 0) {
                    int skipped = (int) Math.min(valueLeft, bytes.remaining());
                    bytes.skip(skipped);
                    position += skipped;
                    valueLeft -= skipped;
                } else {
                    position++;
                    header(bytes.get() & 0xff);
                }
                while (expected == Expected.TAG && valueLeft == 0 && !ends.isEmpty() && ends.peek() <= position) {
                    ends.pop();
                }
            }
        }

        private void header(int octet) throws ProtocolDecoderException {
            switch (expected) {
                case TAG -> {
                    constructed = (octet & CONSTRUCTED) != 0;
                    expected = Expected.LENGTH;
                }
                case LENGTH -> {
                    lengthOctets = octet < LONG_FORM ? 0 : octet - LONG_FORM;
                    length = octet < LONG_FORM ? octet : 0;
                    if (lengthOctets > MAX_LENGTH_OCTETS) {
                        throw new ProtocolDecoderException("A length has too many octets");
                    }
                    expected = Expected.MORE_LENGTH;
                }
                case MORE_LENGTH -> {
                    length = length << Byte.SIZE | octet;
                    lengthOctets--;
                }
            }
            if (expected == Expected.MORE_LENGTH && lengthOctets == 0) {
                contents();
            }
        }

        private void contents() throws ProtocolDecoderException {
            expected = Expected.TAG;
            if (length > MAX_MESSAGE_SIZE) {
                throw new ProtocolDecoderException("The message announces more than it may have");
            }
            if (!constructed) {
                valueLeft = length;
                return;
            }
            ends.push(position + length);
            if (ends.size() > MAX_DEPTH) {
                throw new ProtocolDecoderException("The message is nested too deeply");
            }
        }
    }
}
