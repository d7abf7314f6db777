/**
 * What an administrator does to a running lab: the commands behind the scripts, and the door through which scripts reach
 * them. Commands are typed by people, so whatever they are given, they answer with a plain sentence.
 */
@NullMarked
package org.gatehouse.lab.command;

import org.jspecify.annotations.NullMarked;
