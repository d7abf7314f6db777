package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.failure;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.token;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.InitialContextToken;
import org.junit.jupiter.api.Test;

/** Tokens that come again. */
public class ReplayedTokenTest {
    @Test
    void areRefused() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        InitialContextToken token = token(forge -> {});
        Acceptors.accept(acceptor, token);

        Failure failure = failure(acceptor, token);

        assertThat(failure.code()).isEqualTo(FailureCode.REPLAY);
        assertThat(failure.code().standardError()).contains(StandardError.KRB_AP_ERR_REPEAT);
    }

    @Test
    void areNotWhatASecondTokenOfTheSameTicketIs() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        Acceptors.accept(acceptor, token(forge -> {}));

        assertThat(Acceptors.accept(acceptor, token(forge -> forge.cusec = 1))
                        .identity()
                        .name())
                .isEqualTo("alice");
    }

    @Test
    void ofARefusedTokenAreRefusedForTheSameReason() {
        KerberosAcceptor acceptor = acceptor(Forge.keys());
        InitialContextToken token = token(forge -> forge.authenticatorName = List.of("bob"));

        assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
        assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
    }

    @Test
    void areStillRecognisedWhenTheCacheIsFullAndNewcomersAreRefused() throws Exception {
        KerberosAcceptor acceptor = acceptor(Forge.keys(), new ReplayCache(1, new SecureRandom()));
        InitialContextToken first = token(forge -> {});
        Acceptors.accept(acceptor, first);
        Set<String> outcomesOfNewcomers = IntStream.range(0, 1000)
                .mapToObj(cusec -> outcome(acceptor, forge -> forge.cusec = cusec))
                .collect(Collectors.toSet());

        assertThat(outcomesOfNewcomers).containsExactlyInAnyOrder("alice", "GH-K035");
        assertThat(failure(acceptor, first).code()).isEqualTo(FailureCode.REPLAY);
    }
}
