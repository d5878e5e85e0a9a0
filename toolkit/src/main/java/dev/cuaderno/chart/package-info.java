/// Charts of the XChart library in notebooks.
package dev.cuaderno.chart;
