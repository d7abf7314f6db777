package org.gatehouse.fallback;

import java.util.Optional;

/**
 * What the administrator decides about the page.
 *
 * @param siteName what users call the site; may be blank
 * @param template instead of the layout that comes with the product
 */
public record PageStyle(String siteName, HelpDesk help, PageTexts texts, Optional<PageTemplate> template) {
    public static final PageStyle DEFAULT = new PageStyle("", HelpDesk.UNKNOWN, PageTexts.BUILT_IN, Optional.empty());
}
