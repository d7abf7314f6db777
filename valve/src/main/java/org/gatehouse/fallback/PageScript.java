package org.gatehouse.fallback;

/**
 * The script of the page, the same text for every page: what differs is in the attribute {@code data-on} of its element.
 *
 * <ul>
 *   <li>It goes on to that address, with the fragment added. It replaces the page in the browser's history, so that the Back
 *       button does not lead to a page that goes on again. It does not go on where the user came by the Back button, nor
 *       more than twice in a minute, nor where it cannot remember how often it did.
 *   <li>It adds the fragment to links whose last parameter is the target to return to.
 *   <li>A link to the page's own address loads it again with its fragment.
 * </ul>
 *
 * <p>Its language is that of old browsers, since Edge's IE mode is at home where Kerberos is.
 */
final class PageScript {
    static final String TEXT = """
            (function(d,l){
            var s=d.querySelector("script[data-on]"),u=s&&s.getAttribute("data-on"),h=encodeURIComponent(l.hash),n=+new Date,t;
            if(u&&performance.navigation.type!=2)try{
            t=(sessionStorage[u]||"").split(" ").filter(function(x){return n-x<6e4});
            if(t.length<2){t.push(n);sessionStorage[u]=t.join(" ");l.replace(u+h)}
            }catch(e){}
            d.addEventListener("DOMContentLoaded",function(){for(var i=0,a;h&&(a=d.links[i]);i++)
            if(!a.getAttribute("href"))a.onclick=function(){l.reload();return false};
            else if(/[?&](return|to|ReturnUrl)=[^&#]*$/.test(a.href))a.href+=h})
            })(document,location)
            """;

    private PageScript() {}

    /**
     * The element with the script.
     *
     * @param attributes more of them, with a space at the start, or nothing
     * @param onward where the page goes on to, or nothing
     */
    static String element(String attributes, String onward) {
        return "<script" + attributes + " data-on=\"" + HtmlText.escape(onward) + "\">" + TEXT + "</script>";
    }
}
