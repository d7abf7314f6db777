/**
 * The lab for JUnit Jupiter: a test class with {@link org.gatehouse.lab.junit.GatehouseLab} finds a Windows-like domain
 * running, as it is after its start, and takes what it needs of it as parameters.
 */
@NullMarked
package org.gatehouse.lab.junit;

import org.jspecify.annotations.NullMarked;
