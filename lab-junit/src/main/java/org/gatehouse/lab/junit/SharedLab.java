package org.gatehouse.lab.junit;

import java.io.IOException;
import java.util.List;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.LabException;
import org.gatehouse.lab.LabOptions;
import org.gatehouse.lab.directory.file.DomainFile;
import org.gatehouse.lab.io.Closing;
import org.jspecify.annotations.Nullable;

/** The lab of every test that wants the same domains, from the first one's need of it to the end of the session. */
final class SharedLab implements AutoCloseable {
    private final LabOptions options;
    private @Nullable Lab running;

    /** @param domains empty for those that come with the lab */
    SharedLab(List<DomainFile> domains) {
        LabOptions defaults = LabOptions.defaults();
        this.options = domains.isEmpty() ? defaults : defaults.withDomains(domains.toArray(DomainFile[]::new));
    }

    /** Starts the lab if it does not run. */
    synchronized Lab lab() throws LabException {
        Lab lab = running;
        if (lab == null) {
            lab = Lab.start(options);
            running = lab;
        }
        return lab;
    }

    /**
     * The lab in its state after the start. One that cannot be brought back fails this test and no other: the next one has a
     * new lab.
     */
    synchronized Lab reset() throws LabException, IOException {
        boolean fresh = running == null;
        Lab lab = lab();
        if (fresh) {
            return lab;
        }
        try (Closing onFailure = new Closing()) {
            onFailure.add(this::close);
            lab.reset();
            onFailure.forget();
            return lab;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        Lab lab = running;
        running = null;
        if (lab != null) {
            lab.close();
        }
    }
}
