package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A look at the key files that fails as nothing should: it is one look, and the next one counts. */
class FailingLookTest {
    private static final byte[] NEW =
            KeytabFixture.file(KeytabFixture.entry(8, new byte[32]), KeytabFixture.entry(7, Forge.SERVICE_KEY));

    private final WatchedKeytab file = new WatchedKeytab(KeytabFixture.file());

    static Stream<Throwable> errors() {
        return Stream.of(
                new OutOfMemoryError("of a test"),
                new StackOverflowError("of a test"),
                new NoClassDefFoundError("of a test"),
                new ExceptionInInitializerError("of a test"),
                new IllegalStateException("of a test"));
    }

    private void failOnce(Throwable error) {
        AtomicBoolean failed = new AtomicBoolean();
        file.onRead = () -> {
            if (!failed.getAndSet(true)) {
                throwUnchecked(error);
            }
        };
    }

    private static void throwUnchecked(Throwable error) {
        if (error instanceof Error fatal) {
            throw fatal;
        }
        throw (RuntimeException) error;
    }

    @ParameterizedTest
    @MethodSource("errors")
    void changeIsPickedUpAfterALookThatFailed(Throwable error) throws Exception {
        KeyWatch watch = file.watch();
        file.content = NEW;
        failOnce(error);
        assertThatThrownBy(watch::look).isSameAs(error);

        watch.look();
        watch.look();

        assertThat(file.taken).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void changeIsPickedUpAfterTheSecondLookFailed(Throwable error) throws Exception {
        KeyWatch watch = file.watch();
        file.content = NEW;
        watch.look();
        failOnce(error);
        assertThatThrownBy(watch::look).isSameAs(error);

        watch.look();
        watch.look();

        assertThat(file.taken).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void changeIsPickedUpByTheNextTokenAfterALookOfATokenFailed(Throwable error) throws Exception {
        KeyWatch watch = file.watch();
        watch.look();
        file.content = NEW;
        file.version++;
        failOnce(error);
        assertThatThrownBy(watch::lookIfChanged).isSameAs(error);

        watch.lookIfChanged();

        assertThat(file.taken).hasSize(1);
    }

    @Test
    void keysThatCouldNotBePutIntoForceAreTriedAgain() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        KeyWatch watch = new KeyWatch(file.read(), new FailingListener(file, failed));
        file.content = NEW;
        watch.look();
        assertThatThrownBy(watch::look).isInstanceOf(OutOfMemoryError.class);

        watch.look();
        watch.look();

        assertThat(file.taken).hasSize(1);
    }

    private record FailingListener(WatchedKeytab file, AtomicBoolean failed) implements KeyWatch.Listener {
        @Override
        public void changed(ConfigurationFiles.Reading reading) {
            if (!failed.getAndSet(true)) {
                TestCleanup.closes(reading.settings());
                throw new OutOfMemoryError("of a test");
            }
            file.changed(reading);
        }

        @Override
        public void broken(Failure failure) {
            file.broken(failure);
        }

        @Override
        public void stillOut(ConfigurationFiles.Reading reading) {
            file.stillOut(reading);
        }

        @Override
        public void guarded(ConfigurationFiles.Reading reading) {
            file.guarded(reading);
        }

        @Override
        public void fixed() {
            file.fixed();
        }
    }
}
