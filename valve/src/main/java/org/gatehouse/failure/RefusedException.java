package org.gatehouse.failure;

/**
 * A request or a configuration is refused. It has no stack trace: under attack it is thrown as often as the attacker
 * likes, and the failure says more.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public RefusedException(Failure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    public RefusedException(FailureCode code, String seen, String remedy) {
        this(new Failure(code, seen, remedy));
    }

    public Failure failure() {
        return failure;
    }
}
