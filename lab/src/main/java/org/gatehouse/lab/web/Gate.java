package org.gatehouse.lab.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Lets requests pass, all at once, except while something is changed that they would see half of. */
final class Gate extends ValveBase {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);

    Gate() {
        super(true);
    }

    /** Waits for the requests that are under way; others wait until the change is made. */
    void whileClosed(Site.Change change) throws IOException {
        lock.writeLock().lock();
        try {
            change.make();
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        lock.readLock().lock();
        try {
            getNext().invoke(request, response);
        } finally {
            lock.readLock().unlock();
        }
    }
}
