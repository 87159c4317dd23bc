//! Many integrations in one host: one store, one transport and the texts shared; one client and
//! engine each.

use std::sync::Arc;

use futures_util::stream::{self, StreamExt};
use simon_core::http::ReqwestTransport;
use simon_core::integration::FetchRequest;
use simon_core::settings::SettingValues;

use crate::engine::{Host, open_store, texts};
use crate::measure::{Phase, report, report_memory, runtime};
use crate::server::{Server, Vendor};

/// Cycles under way at once.
const AT_ONCE: usize = 8;

pub(crate) fn run(integrations: usize) {
    let mut server = Server::start(&Vendor::with(20, 20));
    let (_folder, store) = open_store();
    let url = server.url.clone();
    runtime().block_on(async {
        let transport = Arc::new(ReqwestTransport::new().unwrap());
        let texts = texts();
        let new = |number| {
            let id = format!("b{number}");
            Host::new(&id, &url, transport.clone(), store.clone(), store.clone(), texts.clone())
        };
        let hosts: Vec<Host> = (0..integrations).map(new).collect();
        let changes = FetchRequest::default();
        let start = async |host: &Host| {
            host.activate(SettingValues::default()).await;
            host.fetch(&changes).await;
        };
        stream::iter(&hosts).for_each_concurrent(AT_ONCE, start).await;
        report_memory("memory before", "VmRSS");
        let phase = Phase::start("idle");
        let cycle = async |host: &Host| host.fetch(&changes).await;
        stream::iter(&hosts).for_each_concurrent(AT_ONCE, cycle).await;
        phase.end(1);
        report_memory("memory", "VmRSS");
    });
    report("connections", server.connections());
}
