# The part of generate.py that runs kramdown: documents as JSON in, pages as JSON out. Jekyll's own settings for it.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'

settings = { input: ARGV[0], auto_ids: true, hard_wrap: false, smart_quotes: 'lsquo,rsquo,ldquo,rdquo', toc_levels: (1..6).to_a }
documents = JSON.parse($stdin.read)
pages = documents.transform_values { |text| Kramdown::Document.new(text, settings).to_html }
version = "#{Kramdown::VERSION}, parser GFM #{Kramdown::Parser::GFM::VERSION}"
puts JSON.generate({ version: version, pages: pages })
