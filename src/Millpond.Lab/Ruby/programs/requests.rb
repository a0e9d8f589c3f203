# A server: 400 requests of 4,000 objects each, which go when the next comes; 40 of each stay in a cache of 20,000.
cache = Array.new(20_000)
cached = 0
served = 0
until served == 400
  request = []
  row = 0
  until row == 1_000
    request << [row, row] << { a: row } << "request #{row}" << "x" * 130
    row += 1
  end
  pick = 0
  until pick == 40
    cache[cached % 20_000] = request[pick * 100]
    cached += 1
    pick += 1
  end
  served += 1
end
