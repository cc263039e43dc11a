//! One run: find the sites, read and check every file in parallel, then look at each site as a whole.
