package org.gatehouse.gss;

/** A state that is kept until a client's next token, and that is closed when that token comes or nobody waits any more. */
public interface LegState extends AutoCloseable {
    /** About how many bytes it holds. */
    int weight();

    /** Wipes what is secret in it. */
    @Override
    default void close() {}
}
