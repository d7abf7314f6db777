package org.gatehouse.fallback;

import java.util.Optional;

/**
 * Where the page leads. Each is a path of this site or an absolute {@code http} or {@code https} address, percent-encoded. The
 * script of the page adds the fragment of the page's own address to each that ends with a {@code return} parameter.
 *
 * @param onward where the page goes on to by itself; without script it is a button, unless {@code otherSignIn} is one
 * @param otherSignIn the sign-in that needs no ticket
 * @param tryAgain the same request once more; empty text is the page's own address
 * @param automaticSignIn automatic sign-in, switched on again where it was off
 * @param signOutAction where the button to sign out posts to
 * @param back away from the question whether to sign out
 */
public record PageLinks(
        Optional<Continuation> onward,
        Optional<String> otherSignIn,
        Optional<String> tryAgain,
        Optional<String> automaticSignIn,
        Optional<String> signOutAction,
        Optional<String> back) {
    public static final PageLinks NONE = new PageLinks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same address once more. */
    public static final String SAME_ADDRESS = "";

    /**
     * Checked links.
     *
     * @throws IllegalArgumentException if the page must not lead to one of them
     */
    public PageLinks {
        otherSignIn.ifPresent(PageAddress.SITE::check);
        tryAgain.filter(address -> !address.equals(SAME_ADDRESS)).ifPresent(PageAddress.SITE::check);
        automaticSignIn.ifPresent(PageAddress.SITE::check);
        signOutAction.ifPresent(PageAddress.SITE::check);
        back.ifPresent(PageAddress.SITE::check);
    }

    public PageLinks withOnward(Continuation url) {
        return new PageLinks(Optional.of(url), otherSignIn, tryAgain, automaticSignIn, signOutAction, back);
    }

    public PageLinks withOtherSignIn(String url) {
        return new PageLinks(onward, Optional.of(url), tryAgain, automaticSignIn, signOutAction, back);
    }

    public PageLinks withTryAgain(String url) {
        return new PageLinks(onward, otherSignIn, Optional.of(url), automaticSignIn, signOutAction, back);
    }

    public PageLinks withAutomaticSignIn(String url) {
        return new PageLinks(onward, otherSignIn, tryAgain, Optional.of(url), signOutAction, back);
    }

    public PageLinks withSignOutAction(String url) {
        return new PageLinks(onward, otherSignIn, tryAgain, automaticSignIn, Optional.of(url), back);
    }

    public PageLinks withBack(String url) {
        return new PageLinks(onward, otherSignIn, tryAgain, automaticSignIn, signOutAction, Optional.of(url));
    }
}
