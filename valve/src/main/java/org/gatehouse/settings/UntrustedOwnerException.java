package org.gatehouse.settings;

import java.io.IOException;
import org.gatehouse.failure.Failure;

/** A key file belongs to a user who may not own one. It was not read. */
final class UntrustedOwnerException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient FileVerdict verdict;

    UntrustedOwnerException(FileVerdict verdict) {
        super("its owner is not trusted");
        this.verdict = verdict;
    }

    /** @param which what messages call the file */
    Failure failure(String which) {
        return verdict.refusal(which).orElseThrow();
    }
}
