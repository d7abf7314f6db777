package org.gatehouse.bench;

/** Something that accepts tokens. */
interface Contender {
    /** Accepts a token, or throws: nothing is measured that does not work. */
    void accept(FreshToken token) throws Exception;
}
