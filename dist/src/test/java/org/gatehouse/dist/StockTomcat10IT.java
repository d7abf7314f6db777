package org.gatehouse.dist;

/** Tomcat 10.1. */
final class StockTomcat10IT extends StockTomcatContract {
    StockTomcat10IT() {
        super(System.getProperty("gatehouse.tomcat10"));
    }
}
