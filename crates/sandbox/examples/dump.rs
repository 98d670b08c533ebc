use sandbox::{Handle, SandboxSettings, callers::*, player::*};
use std::io::*;
fn main() {
    let rt = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    rt.block_on(async {
        let args: Vec<String> = std::env::args().collect();
        let n: u64 = args[1].parse().unwrap();
        let reports: bool = args[2] == "r";
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let dump = args.len() > 3;
        let out = std::sync::Arc::new(std::sync::Mutex::new(
            std::fs::File::create("/tmp/sandbox_dump.jsonl").unwrap(),
        ));
        let s = actix_web::HttpServer::new(move || {
            let out = out.clone();
            actix_web::App::new().app_data(actix_web::web::PayloadConfig::new(1 << 24)).default_service(
                actix_web::web::to(move |b: actix_web::web::Bytes| {
                    let out = out.clone();
                    async move {
                        if dump {
                            let mut f = out.lock().unwrap();
                            f.write_all(&b).unwrap();
                            f.write_all(b"\n").unwrap();
                        }
                        actix_web::HttpResponse::Ok().body("{}")
                    }
                }),
            )
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .unwrap()
        .run();
        tokio::spawn(s);
        let h = Handle::new(SandboxSettings::default());
        let o = PlayOptions { reports_only: reports, noise: !reports, concurrency: 16, ..Default::default() };
        let r = play(&h, &Target::new(url, "s"), CallScript::series(42, n), &o).await.unwrap();
        println!("{} calls {} deliveries {} failed in {} ms", r.calls, r.deliveries, r.failed, r.elapsed_ms);
        if dump {
            let mut f = std::fs::File::create("/tmp/sandbox_calls.jsonl").unwrap();
            for id in &r.call_ids {
                writeln!(f, "{}", h.call(*id).unwrap()).unwrap();
            }
        }
        println!(
            "{}",
            std::fs::read_to_string("/proc/self/status")
                .unwrap()
                .lines()
                .find(|l| l.starts_with("VmRSS"))
                .unwrap()
        );
    });
}
