//! A course as a file of another form: data in, bytes out.

pub mod svg;
