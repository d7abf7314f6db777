package org.gatehouse.lab.command;

import org.gatehouse.lab.directory.domain.AdministrationException;

/** One change of an account's state, checked before any is made. */
@FunctionalInterface
interface UserChange {
    /** Makes the change and tells of it. */
    void apply(Holder holder, CommandReport report) throws AdministrationException;
}
