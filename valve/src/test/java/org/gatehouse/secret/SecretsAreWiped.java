package org.gatehouse.secret;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails each test after which a secret is open. JUnit finds it by itself, so it holds for every test of the module: the
 * product wipes what it makes, or hands it to the test, which closes it.
 */
public final class SecretsAreWiped implements TestInstancePreConstructCallback, AfterEachCallback {
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (factory.getOuterInstance().isEmpty()) {
            SecretLedger.next(); // what was made before belongs to all tests of a class
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        TestCleanup.closeAll();
        List<SecretLedger.Entry> open =
                SecretLedger.next().stream().filter(SecretLedger.Entry::isOpen).toList();
        if (!open.isEmpty()) {
            throw new AssertionError("Secrets that are open after the test: " + open.size()
                    + ". If the test owns them, let it close their owner, or use TestCleanup.closes."
                    + " The first was made at" + open.get(0).place());
        }
    }
}
