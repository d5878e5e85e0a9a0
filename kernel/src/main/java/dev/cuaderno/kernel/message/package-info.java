/// The messages of the Jupyter protocol 5.5 as records, one file per request and reply pair.
///
/// Component names are the protocol's in camel case (`storeHistory` is `store_history`). A
/// component that is null is absent on the wire. Knows no socket and no bytes.
package dev.cuaderno.kernel.message;
