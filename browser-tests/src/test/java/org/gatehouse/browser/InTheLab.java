package org.gatehouse.browser;

import java.io.IOException;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.LabException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One lab for all tests of the JVM, with one desk in it; before each test everything is as after the start. */
final class InTheLab implements ParameterResolver, BeforeEachCallback {
    private record Office(Lab lab, Desk desk) implements AutoCloseable {
        static Office open() {
            try {
                Lab lab = Lab.start();
                return new Office(lab, Desk.in(lab));
            } catch (LabException | IOException e) {
                throw new IllegalStateException("The lab does not start: " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            try (lab) {
                desk.close();
            }
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Office office = office(context);
        office.lab.reset();
        office.desk.logOff();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Desk.class);
    }

    @Override
    public Desk resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return office(context).desk;
    }

    private static Office office(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(InTheLab.class))
                .computeIfAbsent(Office.class, key -> Office.open(), Office.class);
    }
}
