/**
 * What people and programs see that were not signed in: the page, its texts and links, and where they lead.
 *
 * <p>{@link org.gatehouse.fallback.PageRenderer} makes a {@link org.gatehouse.fallback.RenderedPage} from two things: the {@link
 * org.gatehouse.fallback.PageStyle} that the administrator has chosen, and the {@link org.gatehouse.fallback.PageFacts} of one
 * response. The facts say what has happened and where to go from there; {@code PageContent} turns them
 * into sentences and buttons of one language, and a layout turns these into HTML. {@link
 * org.gatehouse.fallback.ProgramAnswer} says the same to programs.
 *
 * <p>Nothing here reads a file or a clock. Links and targets to return to come from outside: {@link
 * org.gatehouse.fallback.ReturnTarget} and {@link org.gatehouse.fallback.FallbackUrl} make them safe, the page refuses others, and
 * all text is escaped. A file of texts or a template is the administrator's, and may be wrong: it is used as a whole or not at
 * all, and every mistake names its line.
 */
@NullMarked
package org.gatehouse.fallback;

import org.jspecify.annotations.NullMarked;
