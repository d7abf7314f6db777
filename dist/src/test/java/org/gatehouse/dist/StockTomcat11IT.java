package org.gatehouse.dist;

/** Tomcat 11.0. */
final class StockTomcat11IT extends StockTomcatContract {
    StockTomcat11IT() {
        super(System.getProperty("gatehouse.tomcat11"));
    }
}
